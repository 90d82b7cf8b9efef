export {
  findKeyring,
  isSealedNow,
  type Keyring,
  type KeyringOptions,
  keyIdOf,
  openKeyring,
  SealError,
} from './keyring.ts'
