export { type Installation, openInstallation, renewSetupToken, takeSetupDoor } from './installation.ts'
