import { Command, Option } from 'commander'
import { type Client, ConnectionError, type NewCustomer, type Provisioning } from '#sdk'
import { findLogin } from '../account/find-login.ts'
import { type Cli, clientOf } from '../cli.ts'
import { type ExitCode, exitCodes, usageError } from '../exit-codes.ts'
import { plainText } from '../screen/plain-text.ts'
import { act, examples, waitSeconds } from './action.ts'
import { findServer } from './find.ts'
import { exitCodeOf } from './outcome.ts'
import { readSecret, type Secret, whyNoArguments } from './secrets.ts'

interface AddOptions {
  readonly email: string
  readonly name: string
  readonly company?: string
  readonly inactive?: true
  readonly language?: 'en' | 'de'
  readonly passwordLink?: true
  readonly generatePassword?: true
  readonly passwordStdin?: true
  readonly hosting?: string
  readonly server?: string
  readonly hostingEmail?: string
  readonly package?: string
  readonly generateHostingPassword?: true
  readonly hostingPasswordStdin?: true
  readonly wait?: number
  readonly idempotencyKey?: string
  readonly dryRun?: true
  readonly json?: true
}

const help = `${whyNoArguments}
With both --password-stdin and --hosting-password-stdin, the first line of standard input is the password, and the
second line is the hosting password. Generated passwords are printed once.
`

export const addCustomer = (cli: Cli): Command =>
  act(
    new Command('add')
      .description('Create a customer, optionally with a hosting account')
      .requiredOption('--email <address>')
      .requiredOption('--name <name>', 'full name')
      .option('--company <name>')
      .option('--inactive', 'the customer cannot sign in; hosting is unaffected')
      .addOption(new Option('--language <code>', 'of mails to the customer').choices(['en', 'de']))
      .optionsGroup('Password of the customer:')
      .addOption(
        new Option('--password-link', 'print a link with which the customer sets a password').conflicts([
          'generatePassword',
          'passwordStdin',
        ]),
      )
      .addOption(
        new Option('--generate-password', 'print a generated password').conflicts([
          'passwordStdin',
          'idempotencyKey',
        ]),
      )
      .option('--password-stdin', 'read it from standard input')
      .optionsGroup('Hosting:')
      .option('--hosting <username>', 'also create a hosting account with this username')
      .option('--server <name>', 'name or id; default: the least utilized server')
      .option('--hosting-email <address>', 'on the panel; default: that of the customer')
      .option('--package <id>', 'on the panel')
      .addOption(
        new Option('--generate-hosting-password', 'print a generated password').conflicts([
          'hostingPasswordStdin',
          'idempotencyKey',
        ]),
      )
      .option('--hosting-password-stdin', 'read it from standard input')
      .optionsGroup('Options:')
      .option('--wait <seconds>', 'for the hosting account, 0 to 30; default: 10', waitSeconds)
      .option('--idempotency-key <key>', 'the same command with the same key creates one customer')
      .option('--dry-run', 'check everything, and create nothing')
      .option('--json', 'the answer of the API')
      .addHelpText('after', help)
      .addHelpText(
        'after',
        examples(
          'nextpanel-billing customers add --email grace@example.com --name "Grace Hopper" --password-link',
          'nextpanel-billing customers add --email ada@example.com --name "Ada Lovelace" --generate-password \\',
          '  --hosting ada --generate-hosting-password --server "Production Server"',
        ),
      ),
    async (options: AddOptions) => {
      refuseUnused(options)
      const client = clientOf(cli)
      const { body, secrets } = await bodyOf(cli, client, options)
      return options.dryRun
        ? validate(cli, client, body, options)
        : create(cli, client, { body, secrets, options })
    },
  )

function refuseUnused({ hosting, ...others }: AddOptions): void {
  if (hosting !== undefined) return
  const unused = (
    ['server', 'hostingEmail', 'package', 'generateHostingPassword', 'hostingPasswordStdin'] as const
  ).find((name) => others[name] !== undefined)
  const option = unused?.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  if (option) throw usageError(`--${option} needs --hosting <username>. Nothing was created.`)
}

interface Prepared {
  readonly body: NewCustomer
  readonly secrets: readonly (readonly [name: string, value: string])[]
}

async function bodyOf(cli: Cli, client: Client, options: AddOptions): Promise<Prepared> {
  const { email, name: fullName, company, inactive, language, passwordLink } = options
  const generated: [string, string][] = []
  const keep = (name: string, { value, isGenerated }: Secret) => {
    if (isGenerated) generated.push([name, value])
    return value
  }
  const login = passwordLink
    ? { passwordLink }
    : {
        password: keep(
          'password',
          await readSecret(cli, 'password', {
            fromStdin: options.passwordStdin === true,
            generate: options.generatePassword === true,
            otherwise:
              'Add one of --password-link, --generate-password and --password-stdin. Nothing was created.',
          }),
        ),
      }
  const provisioning = options.hosting === undefined ? {} : { provisioning: await hostingOf(options.hosting) }
  async function hostingOf(username: string): Promise<Provisioning> {
    const secret = await readSecret(cli, 'hosting password', {
      fromStdin: options.hostingPasswordStdin === true,
      generate: options.generateHostingPassword === true,
      otherwise: 'Add --generate-hosting-password or --hosting-password-stdin. Nothing was created.',
    })
    const serverId = options.server && (await findServer(client, options.server, cli.signal)).id
    const packageId = /^\d{1,9}$/.test(options.package ?? '') ? Number(options.package) : options.package
    const hosting = { email: options.hostingEmail, packageId, serverId }
    return { username, password: keep('hosting password', secret), ...hosting }
  }
  const body = {
    email,
    fullName,
    companyName: company,
    isActive: !inactive,
    language,
    ...login,
    ...provisioning,
  }
  return { body, secrets: generated }
}

async function validate(
  { screen, signal }: Cli,
  client: Client,
  body: NewCustomer,
  { json }: AddOptions,
): Promise<ExitCode> {
  const findings = await client.customers.validate({ ...body }, { signal })
  if (json) screen.json(findings)
  else {
    for (const { path, message } of findings.errors) screen.print(plainText(`error: ${path}: ${message}`))
    for (const { path, message } of findings.warnings) screen.print(plainText(`warning: ${path}: ${message}`))
    if (findings.errors.length === 0) screen.print('The customer can be created. Nothing was created.')
  }
  return findings.errors.length === 0 ? exitCodes.ok : exitCodes.failed
}

async function create(
  cli: Cli,
  client: Client,
  { body, secrets, options }: Prepared & { readonly options: AddOptions },
): Promise<ExitCode> {
  const { screen, signal } = cli
  const { idempotencyKey, wait } = options
  const created = await client.customers
    .create(body, { signal, idempotencyKey, waitSeconds: wait })
    .catch((error: unknown) => {
      if (secrets.length > 0 && (signal.aborted || error instanceof ConnectionError)) {
        screen.note('The response was lost. If the customer was created, it has these passwords:')
        for (const [name, value] of secrets) screen.note(`generated ${name}: ${value}`)
      }
      throw error
    })
  const { customer, hosting, passwordLink } = created
  if (options.json) screen.json({ ...created, generated: Object.fromEntries(secrets) })
  else {
    screen.print(plainText(hosting?.message ?? 'Customer created successfully!'))
    screen.print(`${plainText(customer.email)}\t${customer.id}`)
    // The web application and the API may be on different ports. PUBLIC_URL is the address of both.
    if (passwordLink)
      screen.print(`set-password link: ${findLogin(cli.env).url}${plainText(passwordLink.path)}`)
    for (const [name, value] of secrets) screen.print(`generated ${name}: ${value}`)
  }
  if (!hosting) return exitCodes.ok
  // The customer exists, so it is not a failure of the whole command.
  return exitCodeOf(hosting.operation) === exitCodes.ok ? exitCodes.ok : exitCodes.incomplete
}
