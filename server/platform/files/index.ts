export { type FileFault, type FormFile, filesOfMarks, keepUploads } from './form-files.ts';
export { ACCEPTED } from './kind.ts';
export { type Arrived, type NewPart, takePart } from './parts.ts';
export { scanWaiting } from './scan-waiting.ts';
export { clamAv, type ScanFile } from './scanner.ts';
export {
  fileOf,
  goneFiles,
  holdFiles,
  holdUnsigned,
  loosenFiles,
  type NewFile,
  type PutFile,
  putFile,
  removeFile,
  waitingFiles,
} from './store.ts';
export { sweepFiles } from './sweep.ts';
export type { Upload } from './upload.ts';
