import { createCipheriv, pbkdf2Sync } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type BrowserContext, chromium } from '@playwright/test'
import { browser } from '../system/environment.ts'

interface Login {
  email: string
  password: string
}

/**
 * A browser whose profile has a saved login for this site, as after "Save password?". Without the automation
 * switches, because with them Chromium fills no saved login.
 * @param profile an empty folder
 */
export async function openBrowserWithLogin(
  profile: string,
  { origin, login }: { origin: string; login: Login },
): Promise<BrowserContext> {
  const { launchOptions, locale, timezoneId, viewport } = browser
  const open = () =>
    chromium.launchPersistentContext(profile, {
      ...launchOptions,
      locale,
      timezoneId,
      viewport,
      baseURL: origin,
      ignoreDefaultArgs: ['--enable-automation'],
    })
  // The first start creates the profile's store with the tables of this version of Chromium.
  const first = await open()
  await first.close()
  saveLogin(join(profile, 'Default', 'Login Data'), origin, login)
  return open()
}

function saveLogin(file: string, origin: string, { email, password }: Login): void {
  const store = new DatabaseSync(file)
  const given: Record<string, string | number | Uint8Array> = {
    origin_url: `${origin}/login`,
    action_url: '',
    username_element: 'email',
    username_value: email,
    password_element: 'password',
    password_value: encrypted(password),
    signon_realm: `${origin}/`,
    date_created: 13_400_000_000_000_000,
    times_used: 3,
  }
  const columns = store.prepare('select name, type, pk from pragma_table_info(?)').all('logins')
  const row = columns
    .filter(({ pk }) => pk === 0)
    .map(({ name, type }) => [String(name), given[String(name)] ?? (type === 'INTEGER' ? 0 : '')] as const)
  const names = row.map(([name]) => name)
  store
    .prepare(`insert into logins (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`)
    .run(...row.map(([, value]) => value))
  store.close()
}

/** Chromium's format without a keyring ("v10"): a fixed key and a fixed initialization vector. */
function encrypted(password: string): Uint8Array {
  const key = pbkdf2Sync('peanuts', 'saltysalt', 1, 16, 'sha1')
  const cipher = createCipheriv('aes-128-cbc', key, Buffer.alloc(16, ' '))
  return Buffer.concat([Buffer.from('v10'), cipher.update(password, 'utf8'), cipher.final()])
}
