export { DataDirError, explainDataDir, prepareDataDir, refuseForeign, watchSpace } from './data-dir.ts'
export { removeAtExit } from './remove-at-exit.ts'
