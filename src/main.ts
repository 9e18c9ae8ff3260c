import { TwinsiftEngine } from './engine/twinsift-engine.ts';
import { uiMemory } from './engine/ui-memory.ts';
import './ui/twinsift-app.ts';

const app = document.querySelector('twinsift-app');
if (app === null) {
  throw new Error('index.html has no <twinsift-app>');
}
app.memory = uiMemory;
app.engine = await TwinsiftEngine.start();
