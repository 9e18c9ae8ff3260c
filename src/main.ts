import { themeMemory } from './engine/theme-memory.ts';
import { TwinsiftEngine } from './engine/twinsift-engine.ts';
import './ui/twinsift-app.ts';

const app = document.querySelector('twinsift-app');
if (app === null) {
  throw new Error('index.html has no <twinsift-app>');
}
app.themeStore = themeMemory;
app.engine = await TwinsiftEngine.start();
