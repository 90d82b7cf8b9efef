export { changeProduct } from './change.ts'
export { createProduct } from './create.ts'
export { addPrice, changePrice } from './prices.ts'
export { getProduct, listProducts } from './read.ts'
