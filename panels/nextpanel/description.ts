import type { PanelDescription } from '#panels/kit/index.ts'

export const description: PanelDescription = {
  id: 'nextpanel',
  label: 'NextPanel',
  connectionFields: [
    {
      name: 'baseUrl',
      label: 'Base URL',
      kind: 'url',
      placeholder: 'https://panel.example:9000',
      help: 'The address of NextPanel, with its port.',
      required: true,
    },
    {
      name: 'apiKey',
      label: 'API Key',
      kind: 'text',
      placeholder: null,
      help: 'Starts with npk_. Create it in NextPanel under API Keys.',
      required: true,
    },
    {
      name: 'apiSecret',
      label: 'API Secret',
      kind: 'secret',
      placeholder: null,
      help: 'Starts with nps_. NextPanel shows it once, when the key is created.',
      required: true,
    },
  ],
  keyRequirements: [
    {
      check: 'permission',
      text: 'Permission level BILLING or SUPER_ADMIN',
      remedy: 'In NextPanel, open API Keys, edit the key and set its permission level.',
    },
    {
      check: 'ip',
      text: "This installation's address in the allowed IPs (or no allowed IPs at all)",
      remedy: 'In NextPanel, open API Keys, edit the key and add the address to its allowed IPs.',
    },
    {
      check: 'scope',
      text: 'Scope Account Management',
      remedy: 'In NextPanel, open API Keys, edit the key and add the scope.',
    },
  ],
  usernameRule: {
    minLength: 1,
    maxLength: 32,
    pattern: '[a-z][a-z0-9]*',
    mismatch:
      'Hosting Username may contain only lower-case letters and digits and must start with a letter: no spaces or special characters.',
    help: 'The login on NextPanel: lower-case letters and digits, starting with a letter.',
  },
  passwordRule: {
    minLength: 8,
    maxLength: 128,
    pattern: null,
    mismatch: null,
    help: '8 to 128 characters.',
  },
  capabilities: {
    suspend: true,
    unsuspend: true,
    terminate: true,
    usage: true,
    changePassword: false,
    elsewhere: {
      changePassword: 'Change it in NextPanel: open Users, select the account, and select Reset Password.',
    },
  },
}
