import { byId, callsOf } from '../call.ts'
import {
  newPrice,
  newProduct,
  price,
  priceChange,
  product,
  productChange,
  productPage,
  productQuery,
} from './schemas.ts'

const { get, post, patch } = callsOf('Products')

export const products = {
  list: get('/v1/products', 'List products with their prices, by name', 'billing.read')
    .input(productQuery)
    .output(productPage),
  create: post('/v1/products', 'Add a product', 'billing.write', { status: 201 })
    .input(newProduct)
    .output(product),
  get: get('/v1/products/{id}', 'Get a product with its prices', 'billing.read').input(byId).output(product),
  change: patch('/v1/products/{id}', 'Change, hide or show a product', 'billing.write')
    .input(productChange.extend(byId.shape))
    .output(product),
  addPrice: post('/v1/products/{id}/prices', 'Add a price to a product', 'billing.write', { status: 201 })
    .input(newPrice.safeExtend(byId.shape))
    .output(price),
  changePrice: patch(
    '/v1/prices/{id}',
    'Archive a price, or offer it again; its amount never changes',
    'billing.write',
  )
    .input(priceChange.extend(byId.shape))
    .output(price),
}
