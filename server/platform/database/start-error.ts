/** The database cannot be used. The message is a sentence for whoever starts the program. */
export class DatabaseStartError extends Error {
  override readonly name = 'DatabaseStartError'
}
