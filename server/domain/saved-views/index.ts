export { changeSavedView } from './change.ts'
export { createSavedView } from './create.ts'
export { listSavedViews } from './list.ts'
export { removeSavedView } from './remove.ts'
