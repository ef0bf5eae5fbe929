"use client";

import dynamic from "next/dynamic";
import { ChartPlaceholder } from "@/components/charts/chart-placeholder";

/** The drawing library comes after the page can be read. */
export const IntervalChartPlot = dynamic(() => import("./interval-plot").then((module) => module.IntervalPlot), {
  ssr: false,
  loading: () => <ChartPlaceholder heightPx={240} />,
});
