export { type Keyring, openKeyring, SealError } from './keyring.ts'
