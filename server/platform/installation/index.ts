export {
  changeFactorsRequired,
  type Installation,
  lockSetupLink,
  openInstallation,
  readFactorsRequired,
  renewSetupToken,
} from './installation.ts'
