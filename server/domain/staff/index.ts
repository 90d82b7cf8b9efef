export { changeOwnPassword } from './change-own-password.ts'
export { createFirstAdminByLink, createFirstAdminFromSettings, getSetupState } from './create-first.ts'
export { getViewer } from './viewer.ts'
