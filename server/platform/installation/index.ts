export { type Installation, lockSetupLink, openInstallation, renewSetupToken } from './installation.ts'
