export { changeOwnPassword } from './change-own-password.ts'
export { createFirstAdminByLink, createFirstAdminFromSettings } from './create-first.ts'
