import {
  addPrice,
  changePrice,
  changeProduct,
  createProduct,
  getProduct,
  listProducts,
} from '#server/domain/products/index.ts'
import { os, verb } from '../implement.ts'

export const products = {
  list: os.products.list.handler(verb(listProducts)),
  create: os.products.create.handler(verb(createProduct)),
  get: os.products.get.handler(verb(getProduct)),
  change: os.products.change.handler(verb(changeProduct)),
  addPrice: os.products.addPrice.handler(verb(addPrice)),
  changePrice: os.products.changePrice.handler(verb(changePrice)),
}
