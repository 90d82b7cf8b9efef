import { z } from 'zod'
import { variants } from './accounts/variants.ts'
import { tlsMode } from './faults/tls.ts'
import type { SandboxOptions } from './index.ts'
import { SandboxStartError } from './start-error.ts'

const port = (name: string) =>
  z.coerce
    .number({ error: `${name} must be a port number from 0 to 65535.` })
    .int(`${name} must be a port number from 0 to 65535.`)
    .min(0, `${name} must be a port number from 0 to 65535.`)
    .max(65_535, `${name} must be a port number from 0 to 65535.`)

const credential = (name: string) =>
  z.string().regex(/^[\x21-\x7e]{8,200}$/, `${name} must be 8 to 200 visible ASCII characters.`)

const json = z.string().transform((text, ctx): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    ctx.addIssue({ code: 'custom', message: 'SANDBOX_VARIANTS must be JSON, like {"list":"404"}.' })
    return z.NEVER
  }
})

const environment = z.object({
  SANDBOX_PORT: port('SANDBOX_PORT').default(9000),
  SANDBOX_CONTROL_PORT: port('SANDBOX_CONTROL_PORT').optional(),
  HOST: z.string().default('127.0.0.1'),
  SANDBOX_DATA_DIR: z.string().optional(),
  SANDBOX_API_KEY: credential('SANDBOX_API_KEY').optional(),
  SANDBOX_API_SECRET: credential('SANDBOX_API_SECRET').optional(),
  SANDBOX_VARIANTS: json.pipe(variants).optional(),
  SANDBOX_TLS: z
    .enum(tlsMode.options, { error: `SANDBOX_TLS must be one of: ${tlsMode.options.join(', ')}.` })
    .optional(),
})

/**
 * README.md describes each setting. An empty one counts as unset.
 * @throws {SandboxStartError} one sentence that names the setting
 */
export function readSettings(env: NodeJS.ProcessEnv): SandboxOptions {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const [name, ...field] = issue?.path ?? []
    const where = field.length > 0 ? `${String(name)}.${field.join('.')}: ` : ''
    const unnamed = name === 'SANDBOX_VARIANTS' && where === '' ? 'SANDBOX_VARIANTS: ' : ''
    throw new SandboxStartError(`${where}${unnamed}${issue?.message}`)
  }
  const settings = parsed.data
  if ((settings.SANDBOX_API_KEY === undefined) !== (settings.SANDBOX_API_SECRET === undefined))
    throw new SandboxStartError('Set SANDBOX_API_KEY and SANDBOX_API_SECRET together, or neither.')
  return {
    port: settings.SANDBOX_PORT,
    host: settings.HOST,
    ...(settings.SANDBOX_CONTROL_PORT !== undefined && { controlPort: settings.SANDBOX_CONTROL_PORT }),
    ...(settings.SANDBOX_DATA_DIR !== undefined && { dataDir: settings.SANDBOX_DATA_DIR }),
    ...(settings.SANDBOX_API_KEY !== undefined && { apiKey: settings.SANDBOX_API_KEY }),
    ...(settings.SANDBOX_API_SECRET !== undefined && { apiSecret: settings.SANDBOX_API_SECRET }),
    ...(settings.SANDBOX_VARIANTS !== undefined && { variants: settings.SANDBOX_VARIANTS }),
    ...(settings.SANDBOX_TLS !== undefined && { tls: settings.SANDBOX_TLS }),
  }
}
