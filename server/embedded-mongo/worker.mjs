// A worker cannot read TypeScript by itself.
import { load } from '../load.mjs';

await load(new URL('./worker.ts', import.meta.url));
