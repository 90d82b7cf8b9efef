export { findKeyring, type Keyring, type KeyringOptions, type KeyRotation, keyIdOf, keyringOf, openKeyring, SealError } from './keyring.ts'
export { loadNextSecret, replaceSecret } from './secret-file.ts'
