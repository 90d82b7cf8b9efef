import type { PanelDescription } from '#panels/kit/index.ts'

export const description: PanelDescription = {
  id: 'tiny-panel',
  label: 'Tiny Panel',
  connectionFields: [
    {
      name: 'baseUrl',
      label: 'Address',
      kind: 'url',
      placeholder: 'http://tiny.example:7000',
      help: 'The address that Tiny Panel prints when it starts.',
      required: true,
    },
    {
      name: 'apiSecret',
      label: 'Token',
      kind: 'secret',
      placeholder: null,
      help: 'Printed by "tiny token new".',
      required: true,
    },
  ],
  keyRequirements: [
    { check: 'permission', text: 'A token that may write', remedy: 'Run "tiny token new --write".' },
  ],
  usernameRule: {
    minLength: 2,
    maxLength: 8,
    pattern: '[a-z_]+',
    mismatch: 'Hosting Username may contain only lower-case letters and underscores.',
    help: 'The login on Tiny Panel: 2 to 8 lower-case letters or underscores.',
  },
  passwordRule: {
    minLength: 12,
    maxLength: 64,
    pattern: null,
    mismatch: null,
    help: '12 to 64 characters.',
  },
  capabilities: {
    suspend: false,
    unsuspend: false,
    terminate: true,
    usage: false,
    changePassword: false,
    elsewhere: {
      suspend: 'Run "tiny lock" on its machine.',
      unsuspend: 'Run "tiny unlock" on its machine.',
      usage: 'Run "tiny du" on its machine.',
      changePassword: 'Run "tiny passwd" on its machine.',
    },
  },
}
