import { expose } from 'comlink';
import { Matcher } from './matcher/matcher.ts';

expose(new Matcher());
