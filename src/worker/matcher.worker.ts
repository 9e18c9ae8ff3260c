import { expose } from 'comlink';
import { Matcher } from './matcher.ts';

expose(new Matcher());
