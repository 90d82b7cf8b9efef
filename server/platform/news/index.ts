export { type News, openNews } from './news.ts'
