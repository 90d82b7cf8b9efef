import { Command } from 'commander'
import { createClient, isProblem } from '#sdk'
import { isEncryptedOrLocal, originOfAddress } from '../account/find-login.ts'
import { type Login, removeLogin, storeLogin } from '../account/stored-login.ts'
import type { Cli } from '../cli.ts'
import { CommandError, exitCodes, usageError } from '../exit-codes.ts'
import { plainText } from '../screen/plain-text.ts'
import { act, examples } from './action.ts'

const help = `
Create a token on the page /settings/api-tokens of the web application. The token is not an argument, because other
users of this machine can see the arguments of every program. It is read without being shown, or from standard input, or
from NEXTPANEL_BILLING_TOKEN. It is verified first, and then stored in a file that only you can read.
`

export const loginCommands = (cli: Cli): Command[] => [login(cli), logout(cli)]

const login = (cli: Cli) =>
  act(
    new Command('login')
      .description('Verify an API token and store it')
      .argument('[address]', 'of the installation; default: NEXTPANEL_BILLING_URL')
      .option('--allow-http', 'accept an address without encryption')
      .addHelpText('after', help)
      .addHelpText(
        'after',
        examples(
          'nextpanel-billing login https://billing.example.com',
          'nextpanel-billing login https://billing.example.com < token-file',
        ),
      ),
    async (address: string | undefined, { allowHttp }: { allowHttp?: true }) => {
      const given = address ?? cli.env.NEXTPANEL_BILLING_URL
      if (!given) throw usageError('Write the address of the installation: nextpanel-billing login <address>')
      const url = originOfAddress(given)
      if (!isEncryptedOrLocal(url) && !allowHttp)
        throw usageError(
          `${url} is not encrypted, so others on the network could read the token. Use https, or add --allow-http.`,
        )
      const token = await readToken(cli)
      await verify(cli, { url, token })
      const path = storeLogin(cli.env, { url, token })
      cli.screen.print(`Signed in to ${url}. The token is stored in ${plainText(path)}.`)
      return exitCodes.ok
    },
  )

async function readToken({ env, keyboard }: Cli): Promise<string> {
  const token =
    env.NEXTPANEL_BILLING_TOKEN ||
    (keyboard.isTerminal ? await keyboard.secret('API token (not shown): ') : await keyboard.nextLine())
  const trimmed = (token ?? '').trim()
  if (/^npb_[\w-]+$/.test(trimmed)) return trimmed
  throw usageError(
    trimmed === ''
      ? 'There is no token. It begins with npb_.'
      : 'This is not an API token. It begins with npb_.',
  )
}

/** A token without the permission of this call works too: the refusal is about the permission. */
async function verify({ signal, version }: Cli, { url, token }: Login): Promise<void> {
  const client = createClient({ baseUrl: url, token, userAgent: `nextpanel-billing-cli/${version}` })
  try {
    await client.customers.list({ limit: 1 }, { signal, retries: 1 })
  } catch (error) {
    if (isProblem(error, 'forbidden')) return
    if (isProblem(error, 'api-token-invalid'))
      throw new CommandError(exitCodes.notPermitted, `${plainText(error.detail)} Nothing was stored.`)
    throw error
  }
}

const logout = (cli: Cli) =>
  act(
    new Command('logout')
      .description('Remove the stored token from this machine')
      .addHelpText('after', '\nThe token still works. Revoke it on the page /settings/api-tokens.\n')
      .addHelpText('after', examples('nextpanel-billing logout')),
    async () => {
      const isRemoved = removeLogin(cli.env)
      cli.screen.print(
        isRemoved
          ? 'The stored token was removed. Revoke it if it is no longer needed.'
          : 'No login was stored.',
      )
      return exitCodes.ok
    },
  )
