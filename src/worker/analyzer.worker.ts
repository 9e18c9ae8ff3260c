import { expose } from 'comlink';
import { PhotoAnalyzer } from './photo-analyzer.ts';

expose(new PhotoAnalyzer());
