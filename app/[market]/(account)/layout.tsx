export { default } from '../(checkout)/layout.tsx';
