import type { z } from 'zod'
import { hostingPassword, hostingUsername } from '#contracts/hosting/username.ts'
import type { PanelDescription, TextRule } from '#contracts/panels/schemas.ts'
import { problemOfText } from '#contracts/panels/text-rule.ts'

/** Adds a driver's rule to the rules of every driver. */
const byRule = (schema: z.ZodType<string, string>, label: string, rule: TextRule | undefined) =>
  schema.superRefine((value, context) => {
    const problem = rule && problemOfText(rule, label, value)
    if (problem) context.addIssue({ code: 'custom', message: problem.message })
  })

/** Username and password by the rules of the selected server's driver. @param panel undefined until loaded */
export const credentialFields = (panel: PanelDescription | undefined) => ({
  username: byRule(hostingUsername, 'Hosting Username', panel?.usernameRule),
  password: byRule(hostingPassword, 'Hosting Password', panel?.passwordRule),
})
