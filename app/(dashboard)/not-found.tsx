import { NotFoundPanel } from "@/components/shell/not-found-panel";

/** For what does not exist and what is not the caller's, alike. */
export default function NotFound() {
  return (
    <div className="grid flex-1 place-items-center">
      <NotFoundPanel />
    </div>
  );
}
