import { uiMemory } from './engine/ui-memory.ts';
import './ui/twinsift-app.ts';

const app = document.querySelector('twinsift-app');
if (app === null) {
  throw new Error('index.html has no <twinsift-app>');
}
app.memory = uiMemory;
try {
  // By parts, each in a task of its own: as one, loading the program would hold up the first drawing.
  const [program] = await Promise.all([
    import('./engine/twinsift-engine.ts'),
    import('./ui/views.ts'),
  ]);
  app.engine = await program.TwinsiftEngine.start();
} catch (error) {
  app.hasFailed = true;
  throw error;
}
