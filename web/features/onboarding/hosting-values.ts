import { z } from 'zod'
import { provisioning } from '#contracts/hosting/schemas.ts'
import { hostingPassword, hostingUsername } from '#contracts/hosting/username.ts'
import type { PanelDescription, TextRule } from '#contracts/panels/schemas.ts'
import { problemOfText } from '#contracts/panels/text-rule.ts'

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

/** Adds a driver's rule to what holds for every driver. */
const byRule = (schema: z.ZodType<string, string>, label: string, rule: TextRule | undefined) =>
  schema.superRefine((value, context) => {
    const problem = rule && problemOfText(rule, label, value)
    if (problem) context.addIssue({ code: 'custom', message: problem.message })
  })

/** Username and password as the driver of the picked server wants them. @param panel undefined: not known yet */
export const credentialFields = (panel: PanelDescription | undefined) => ({
  username: byRule(hostingUsername, 'Hosting Username', panel?.usernameRule),
  password: byRule(hostingPassword, 'Hosting Password', panel?.passwordRule),
})

/** In a form the server is picked, never left to the API. */
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
