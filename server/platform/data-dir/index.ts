export { DataDirError, explainDataDir, prepareDataDir, refuseForeign, watchSpace } from './data-dir.ts'
