/** The database cannot be used. The message is for the operator who starts the program. */
export class DatabaseStartError extends Error {
  override readonly name = 'DatabaseStartError'
}
