import { z } from 'zod'
import { provisioning } from '#contracts/hosting/schemas.ts'
import type { PanelDescription } from '#contracts/panels/schemas.ts'
import { credentialFields } from '../../shared/hosting/credential-fields.ts'

/** The hosting part of a form, as typed; "" is an empty control. */
export interface HostingValues {
  provisioning: { username: string; password: string; serverId: string; email: string }
}

export const emptyHosting: HostingValues['provisioning'] = {
  username: '',
  password: '',
  serverId: '',
  email: '',
}

/** In a form, staff select the server. The API does not choose one. */
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
}: HostingValues['provisioning']) => ({
  username,
  password,
  serverId,
  ...(email.trim() ? { email } : {}),
})
