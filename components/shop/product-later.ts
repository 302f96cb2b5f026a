/** What a product's page gets when it has nothing else to do: it needs what this browser remembers, or a press. */
export { WishButton } from '../account/wish-button.tsx';
export { LaterReviews } from './later-reviews.tsx';
export { ViewedList } from './viewed-list.tsx';
