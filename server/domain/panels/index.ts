export { listPanels } from './list.ts'
