import pg from 'pg'

/**
 * A connection whose loss never ends the process. A pool listens for errors only while a connection is idle.
 * In a transaction, between two statements, an 'error' event without a listener ends the program. The loss is
 * still visible: the next statement of the connection fails with it.
 */
export class SteadyClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config)
    this.on('error', () => {})
    // The driver abandons a connection, for example because a password is missing, but leaves it open.
    this.connection.on('error', () => this.connection.stream.destroy())
  }
}
