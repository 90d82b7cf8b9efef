import { z } from 'zod'

/** Links a product to the tax rates that apply to it. */
export const taxCategory = z
  .string({ error: 'Tax category must be text.' })
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,39}$/,
    'Tax category must have 1 to 40 letters (a to z), digits and hyphens, such as standard.',
  )
