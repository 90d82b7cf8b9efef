export {
  findKeyring,
  isSealedNow,
  type KeyRotation,
  type Keyring,
  type KeyringOptions,
  keyIdOf,
  keyringOf,
  openKeyring,
  SealError,
} from './keyring.ts'
export { loadNextSecret, replaceSecret } from './secret-file.ts'
