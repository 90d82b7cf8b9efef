import { z } from 'zod'
import type { ConnectionField, PanelCapabilities, TextRule } from '#panels/kit/index.ts'

export const usernameRule: TextRule = {
  schema: z
    .string()
    .regex(/^[a-z][a-z0-9]*$/, 'A username holds lower-case letters and digits and starts with a letter.')
    .max(32, 'A username has at most 32 characters.'),
  help: 'Lower-case letters and digits, starting with a letter, 32 at most. No spaces or special characters.',
}

export const passwordRule: TextRule = {
  schema: z
    .string()
    .min(8, 'A password needs at least 8 characters.')
    .max(128, 'A password has at most 128 characters.'),
  help: '8 to 128 characters.',
}

export const capabilities: PanelCapabilities = {
  suspend: true,
  unsuspend: true,
  terminate: true,
  usage: true,
  changePassword: false,
  elsewhere: { changePassword: 'Change it in NextPanel: open Users, choose the account, Reset Password.' },
}

export const connectionFields: readonly ConnectionField[] = [
  {
    name: 'baseUrl',
    label: 'Base URL',
    help: 'Where NextPanel answers, with its port, e.g. https://panel.example:9000.',
    secret: false,
  },
  {
    name: 'apiKey',
    label: 'API Key',
    help: 'Starts with npk_. Made in NextPanel under API Keys, with permission level BILLING or SUPER_ADMIN, the scope Account Management, and this installation’s address among its allowed IPs.',
    secret: false,
  },
  {
    name: 'apiSecret',
    label: 'API Secret',
    help: 'Starts with nps_. NextPanel shows it once, when the key is made.',
    secret: true,
  },
]
