import type { Config } from '#server/platform/config/index.ts'
import { DataDirError } from '#server/platform/data-dir/index.ts'
import { findKeyring, type Keyring } from '#server/platform/secrets/index.ts'
import { type Finding, failed } from './finding.ts'

/** Reads the key, and creates none. A key file that cannot be read stops the start of the program. */
export async function readKey(
  config: Pick<Config, 'secretKey' | 'dataDir'>,
): Promise<{ keyring: Keyring | null; findings: Finding[] }> {
  try {
    return { keyring: await findKeyring(config), findings: [] }
  } catch (error) {
    if (!(error instanceof DataDirError)) throw error
    const remedy = 'See the message. The program does not start before that.'
    return { keyring: null, findings: [failed('configuration', error.message, remedy)] }
  }
}

/** The database was used before, so there was a key. */
export const missingKey = failed(
  'configuration',
  'There is a database, but no SECRET_KEY and no key file in DATA_DIR.',
  'Set SECRET_KEY, or copy secret.key from where you keep it into DATA_DIR. Backups do not have it. If it is lost, start the program: its message names the key for LOST_KEY_ID.',
)
