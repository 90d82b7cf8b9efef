import { z } from 'zod'
import { provisioning } from '#contracts/hosting/schemas.ts'
import type { PanelDescription } from '#contracts/panels/schemas.ts'
import { credentialFields } from '../../shared/hosting/credential-fields.ts'

/** The hosting part of a form, as typed; "" is an empty control. */
export interface HostingValues {
  provisioning: {
    username: string
    password: string
    /** "auto": chosen when the account is created. */
    serverId: string
    email: string
    /** Of an automatic choice; "" for any. */
    location: string
    tags: readonly string[]
  }
}

export const emptyHosting: HostingValues['provisioning'] = {
  username: '',
  password: '',
  serverId: '',
  email: '',
  location: '',
  tags: [],
}

/** In a form, staff select a server, or "auto". */
export const pickedProvisioning = (panel: PanelDescription | undefined) =>
  provisioning.extend({
    ...credentialFields(panel),
    serverId: z.string().min(1, 'NextPanel Server is required.'),
  })

export const provisioningInput = ({
  username,
  password,
  serverId,
  email,
  location,
  tags,
}: HostingValues['provisioning']) => ({
  username,
  password,
  serverId,
  ...(email.trim() ? { email } : {}),
  ...(serverId === 'auto' && (location !== '' || tags.length > 0)
    ? {
        placement: {
          ...(location === '' ? {} : { location }),
          ...(tags.length === 0 ? {} : { tags: [...tags] }),
        },
      }
    : {}),
})
