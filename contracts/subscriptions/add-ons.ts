import { z } from 'zod'
import { id } from '../text.ts'

export const mostQuantity = 10_000

export const quantity = z
  .number({ error: 'quantity must be a whole number.' })
  .int('quantity must be a whole number.')
  .min(1, 'quantity must be 1 or more.')
  .max(mostQuantity, `quantity can be at most ${mostQuantity}.`)

/** @param error the message for a value that is no list */
export const listOfAddOns = (error: string) =>
  z
    .array(z.object({ priceId: id('priceId'), quantity: quantity.default(1) }), { error })
    .max(20, 'addOns can have at most 20 entries.')

/** Add-ons with the interval of the plan. Each price can be listed once. */
export const addOns = listOfAddOns('addOns must be a list of prices with quantities.')
