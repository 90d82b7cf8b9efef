import { type Config, parseConfig } from '#server/platform/config/index.ts'
import { type Database, openDatabase } from '#server/platform/database/index.ts'
import { failureText } from './failure-text.ts'

/**
 * Opens the database of the settings for a program that uses the data of an installation. It creates nothing: a wrong
 * DATA_DIR would otherwise become a new, empty database. Ends the program with 2 and a message if there is none.
 */
export async function openExisting(): Promise<{ readonly config: Config; readonly database: Database }> {
  try {
    const config = parseConfig(process.env)
    const { databaseUrl, dataDir } = config
    return { config, database: await openDatabase({ databaseUrl, dataDir, mustExist: true }) }
  } catch (error) {
    process.stderr.write(`${failureText(error)}\n`)
    process.exit(2)
  }
}
