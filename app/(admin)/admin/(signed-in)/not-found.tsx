import { Empty } from '#components/admin/parts.tsx';

export default function NotFound() {
  return (
    <Empty>There is nothing here: the order or product does not exist, or its link is incomplete.</Empty>
  );
}
