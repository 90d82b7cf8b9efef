export {
  DataDirError,
  explainDataDir,
  foreignOwner,
  prepareDataDir,
  refuseForeign,
  watchSpace,
} from './data-dir.ts'
export { removeAtExit } from './remove-at-exit.ts'
