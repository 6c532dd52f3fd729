// The thread's program when the store runs from its sources (tests, `npm run dev`).
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
