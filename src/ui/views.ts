/** Every screen, each as the element that the app shows for it. */
import './views/folders-view.ts';
import './views/plan-view.ts';
import './views/quarantine-view.ts';
import './views/review-view.ts';
import './views/scan-view.ts';
import './views/settings-view.ts';
import './views/similar-view.ts';
import './views/skipped-view.ts';
import './views/start-view.ts';
