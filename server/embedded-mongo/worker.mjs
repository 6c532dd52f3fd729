// A worker cannot load TypeScript until tsx is registered in it.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
