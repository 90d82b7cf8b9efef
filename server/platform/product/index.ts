export { adminCommand } from './admin-command.ts'
export { programFile } from './program.ts'
export { projectRoot } from './root.ts'
export { version } from './version.ts'
