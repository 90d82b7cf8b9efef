export { common } from './common.ts'
export { problems } from './problems.ts'
export { shell } from './shell.ts'
export { status } from './status.ts'
