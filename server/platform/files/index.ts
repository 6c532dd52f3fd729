export { fileOf, holdFile, loosenFiles, type NewFile, type PutFile, putFile, removeFile } from './store.ts';
export { sweepFiles } from './sweep.ts';
