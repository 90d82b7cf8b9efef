import pg from 'pg'

/** @param template another database to copy, without connections. @returns the new one's address */
export const createDatabase = async (adminUrl: string, name: string, template?: string): Promise<string> => {
  const copyOf = template === undefined ? '' : ` template ${pg.escapeIdentifier(template)}`
  await runAsAdmin(adminUrl, `create database ${pg.escapeIdentifier(name)}${copyOf}`)
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  return url.href
}

/** Ends remaining connections. */
export const dropDatabase = (adminUrl: string, name: string): Promise<void> =>
  runAsAdmin(adminUrl, `drop database if exists ${pg.escapeIdentifier(name)} with (force)`)

const runAsAdmin = async (adminUrl: string, command: string) => {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query(command)
  } finally {
    await client.end()
  }
}
