import { Module } from '@nestjs/common';
import { DashboardPageController } from './dashboard-page.controller.js';

/** A page on the ops API and its live feed. */
@Module({ controllers: [DashboardPageController] })
export class DashboardPageModule {}
